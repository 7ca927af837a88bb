import { smsProviderSuite } from '@threadline/core/testing'
import { describe, it } from 'vitest'
import { birdDescriptor } from './support/bird-descriptor.js'
import { classicDescriptor } from './support/classic-descriptor.js'

describe('the classic API', () => {
  smsProviderSuite({ describe, it }, classicDescriptor)
})

describe("Bird's API", () => {
  smsProviderSuite({ describe, it }, birdDescriptor)
})
