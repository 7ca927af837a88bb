import { smsProviderSuite } from '@threadline/core/testing'
import { describe, it } from 'vitest'
import { descriptor } from './support/descriptor.js'

smsProviderSuite({ describe, it }, descriptor)
