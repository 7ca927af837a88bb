import type { Methods } from '../api/method.js'
import { basicMethods } from './basics.js'
import { chatMethods } from './chat.js'
import { conversationMethods } from './conversations.js'
import { historyMethods } from './history.js'
import { reactionMethods } from './reactions.js'
import { userMethods } from './users.js'
import { viewMethods } from './views.js'

/** Every method the simulated workspace knows. */
export const methods: Methods = {
  ...basicMethods,
  ...chatMethods,
  ...conversationMethods,
  ...historyMethods,
  ...reactionMethods,
  ...userMethods,
  ...viewMethods,
}
