import type { SuggestionSource } from '../../domain/form.js'
import { suggestContacts } from './contacts.js'
import { suggestRecipients } from './recipients.js'
import { suggestTags } from './tags.js'
import { suggestTemplates } from './templates.js'
import { suggestZones } from './zones.js'
import type { Suggest } from './suggest.js'

/** Where the suggestions of a field come from. */
export const suggestions: Readonly<Record<SuggestionSource, Suggest>> = {
  recipient: suggestRecipients,
  tag: suggestTags,
  contact: suggestContacts,
  zone: suggestZones,
  template: suggestTemplates,
}
