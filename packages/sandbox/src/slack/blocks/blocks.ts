import { anyText, blockId, plainText } from './composition.js'
import { button, contextElements, controls, image, multiSelects, selects } from './elements.js'
import { fieldsToType } from './inputs.js'
import { richText } from './rich-text.js'
import {
  atLeastOne,
  boolean,
  exactlyOne,
  list,
  object,
  oneOf,
  optional,
  required,
  string,
  url,
  variants,
  type Check,
  type Field,
} from './schema.js'

const head = (name: string): Readonly<Record<string, Field>> => ({ type: required(oneOf(name)), block_id: blockId })

const { datetimepicker: _notInSections, ...sectionControls } = controls
const { button: _notInInputs, overflow: _neither, ...inputControls } = controls

const accessory = variants({ ...sectionControls, ...selects, ...multiSelects, button, image })
const action = variants({ ...controls, ...selects })
const { file_input: _onlyInModals, ...usualFields } = fieldsToType
const choices = { ...inputControls, ...selects, ...multiSelects }

/** Blocks every surface can show. Newer kinds are refused here: not every client draws them. */
const common: Readonly<Record<string, Check>> = {
  divider: object(head('divider')),
  section: object(
    {
      ...head('section'),
      text: optional(anyText(3000)),
      fields: optional(list(anyText(2000), { max: 10 })),
      accessory: optional(accessory),
      expand: optional(boolean),
    },
    atLeastOne('text', 'fields'),
  ),
  header: object({ ...head('header'), text: required(plainText(150)) }),
  context: object({ ...head('context'), elements: required(list(variants(contextElements), { max: 10 })) }),
  actions: object({ ...head('actions'), elements: required(list(action, { max: 25 })) }),
  image: object(
    {
      ...head('image'),
      alt_text: required(string({ max: 2000 })),
      title: optional(plainText(2000)),
      image_url: optional(url(3000)),
      slack_file: optional(object({ id: optional(string()), url: optional(url(3000)) }, exactlyOne('id', 'url'))),
    },
    exactlyOne('image_url', 'slack_file'),
  ),
  rich_text: richText,
}

const input = (fields: Readonly<Record<string, Check>>): Check =>
  object({
    ...head('input'),
    label: required(plainText(2000)),
    element: required(variants(fields)),
    hint: optional(plainText(2000)),
    optional: optional(boolean),
    dispatch_action: optional(boolean),
  })

/** A block of a message. https://docs.slack.dev/reference/block-kit/blocks */
export const messageBlock = variants({
  ...common,
  input: input({ ...usualFields, ...choices }),
  markdown: object({ ...head('markdown'), text: required(string({ max: 12_000 })) }),
})

/** A block of the home tab. */
export const homeBlock = variants({ ...common, input: input({ ...usualFields, ...choices }) })

/** A block of a modal: the only place for files. */
export const modalBlock = variants({ ...common, input: input({ ...fieldsToType, ...choices }) })
