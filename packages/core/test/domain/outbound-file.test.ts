import { describe, expect, it } from 'vitest'
import { groupFiles, outboundFileName, problemOfFile } from '../../src/domain/outbound-file.js'
import { readMediaClaim, signMediaClaim } from '../../src/domain/media-token.js'
import { picture, pictures } from '../support/file-double.js'

describe('a file that is to go along', () => {
  it.each([
    ['plan.png', 'image/png', 'plan.png'],
    ['Kitchen, north wall (final) 2.JPEG', 'image/jpeg', 'Kitchen-north-wa.jpg'],
    ['../../etc/passwd', 'image/png', 'picture.png'],
    ['фото.png', 'image/png', 'picture.png'],
    ['notes', 'application/x-unknown', 'notes.bin'],
    ['notes.xyz', 'application/x-unknown', 'notes.xyz'],
    ['"; filename="evil.exe', 'image/png', 'filename-evil.png'],
    ['', 'application/pdf', 'file.pdf'],
  ])('called %j leaves under a plain name', (name, contentType, expected) => {
    const leaving = outboundFileName({ name, contentType })
    expect(leaving).toBe(expected)
    expect(leaving.length).toBeLessThanOrEqual(20)
  })

  it.each([
    ['fits', {}, undefined],
    ['is just small enough', { bytes: 1_000_000 }, undefined],
    ['is too large', { bytes: 1_000_001 }, 'has 1.1 MB, and this line sends files of at most 1 MB.'],
    ['is empty', { bytes: 0 }, 'is empty.'],
    [
      'is of another kind',
      { contentType: 'image/heic' },
      'is of a kind (HEIC) that this line does not send. It sends PNG, JPG.',
    ],
    [
      'is of no known kind',
      { contentType: '' },
      'is of a kind (unknown) that this line does not send. It sends PNG, JPG.',
    ],
    ['is elsewhere', { problem: 'elsewhere' }, 'is only a link to another service. Send that link as text.'],
    ['is a page', { problem: 'no-file' }, 'is a page, not a file. Download it and attach that.'],
  ] as const)('%s', (_what, overrides, problem) => {
    const media = { ...pictures, maxBytes: 1_000_000, maxTotalBytes: 1_000_000 }
    const said = problemOfFile(picture('F1', overrides), media)
    expect(said).toBe(problem === undefined ? undefined : `“F1.png” ${problem}`)
  })

  it('does not go by a line of words', () => {
    expect(problemOfFile(picture('F1'), undefined)).toBe('“F1.png” cannot go along: this line sends words only.')
  })

  it('goes with as many others as one text may hold, in order', () => {
    const files = [600, 600, 600, 100, 900, 10].map((bytes, index) => picture(`F${index}`, { bytes }))
    const ids = groupFiles(files, pictures).map((group) => group.map(({ id }) => id))
    expect(ids).toEqual([
      ['F0', 'F1'],
      ['F2', 'F3'],
      ['F4', 'F5'],
    ])
  })
})

describe('the token of a file', () => {
  const claim = { purpose: 'send', messageId: 'm1', fileId: 'F1', expiresAt: new Date('2030-01-01T00:00:00Z') } as const

  it('comes back as it was signed, and only with its own key and workspace', () => {
    const token = signMediaClaim('key', 'T1', claim)
    expect(token).toMatch(/^[\w-]+\.[\w-]{22}$/)
    expect(readMediaClaim('key', 'T1', token)).toEqual(claim)
    expect(readMediaClaim('other', 'T1', token)).toBeUndefined()
    expect(readMediaClaim('key', 'T2', token)).toBeUndefined()
  })
})
