import { describe, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import { storageSuite } from '@threadline/core/testing'

storageSuite({ describe, it }, async () => ({ subject: memoryStorage(), close: async () => {} }))
