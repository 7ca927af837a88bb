import type { Methods } from '../api/method.js'
import { basicMethods } from './basics.js'
import { channelMethods } from './channels.js'
import { chatMethods } from './chat.js'
import { conversationMethods } from './conversations.js'
import { directMessageMethods } from './direct-messages.js'
import { fileMethods } from './files.js'
import { historyMethods } from './history.js'
import { membershipMethods } from './membership.js'
import { reactionMethods } from './reactions.js'
import { usergroupMethods } from './usergroups.js'
import { userMethods } from './users.js'
import { viewMethods } from './views.js'

/** Every method the simulated workspace knows. */
export const methods: Methods = {
  ...basicMethods,
  ...channelMethods,
  ...chatMethods,
  ...conversationMethods,
  ...directMessageMethods,
  ...fileMethods,
  ...historyMethods,
  ...membershipMethods,
  ...reactionMethods,
  ...usergroupMethods,
  ...userMethods,
  ...viewMethods,
}
