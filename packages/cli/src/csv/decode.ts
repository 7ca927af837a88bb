import { misused } from '../misused.js'

/**
 * The text of a file, piece by piece: without a byte order mark, and with one kind of line end. UTF-8, or UTF-16 that says so.
 *
 * @throws ThreadlineError `configuration.invalid` when it is neither
 */
export async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let heldBack = ''
  for await (const piece of bytes) {
    decoder ??= decoderFor(piece)
    const text = heldBack + read(decoder, piece)
    // What follows says whether this one is half a line end.
    heldBack = text.endsWith('\r') ? '\r' : ''
    yield withOneLineEnd(text.slice(0, text.length - heldBack.length))
  }
  if (decoder) yield withOneLineEnd(heldBack + read(decoder))
}

/** https://encoding.spec.whatwg.org/#bom-sniff */
function decoderFor([first, second]: Uint8Array): TextDecoder {
  const isUtf16 = first === 0xff && second === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true })
}

function read(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return decoder.decode(piece, { stream: piece !== undefined })
  } catch {
    const advice = 'In a spreadsheet, save it as “CSV UTF-8”, and run this again.'
    throw misused(`The file is not in UTF-8. ${advice}`)
  }
}

const withOneLineEnd = (text: string): string => text.replaceAll(/\r\n?/g, '\n')
