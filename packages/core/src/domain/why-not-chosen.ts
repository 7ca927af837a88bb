import type { Applicant } from './may-do.js'

/** Why somebody cannot be chosen, in whole sentences; nothing for a full member. */
export function whyNotChosen(kind: Applicant['kind']): string | undefined {
  switch (kind) {
    case 'full':
      return undefined
    case 'guest':
      return 'This is a guest. Choose a full member of this workspace.'
    case 'external':
      return 'This person is from another organisation. Choose a member of this workspace.'
    case 'app':
      return 'This is an app. Choose a person.'
    case 'deactivated':
      return 'This account is deactivated. Choose somebody else.'
    default:
      return kind satisfies never
  }
}
