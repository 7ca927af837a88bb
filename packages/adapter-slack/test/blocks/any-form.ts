import type { FormView } from '@threadline/core'
import fc from 'fast-check'
import { formNames } from '../../src/blocks/render-form.js'
import { anyFormItem, anyPanelItem } from './any-item.js'
import { anyId, anyWords, maybe } from './any-words.js'

/** Fields are of different names; whatever else is in a form may be there many times. */
const items = fc.uniqueArray(anyFormItem, {
  maxLength: 16,
  selector: (item) => ('name' in item ? item.name : item),
})

const crowd = fc.array(anyPanelItem, { minLength: 60, maxLength: 110 })

/** Any form at all. */
export const anyForm: fc.Arbitrary<FormView> = fc.record({
  name: fc.constantFrom(...formNames),
  title: anyWords,
  submit: maybe(anyWords),
  subject: maybe(fc.oneof(anyId, fc.constant('x'.repeat(2_000)))),
  items: fc.oneof({ weight: 6, arbitrary: items }, { weight: 1, arbitrary: crowd }),
})
