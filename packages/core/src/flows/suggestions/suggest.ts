import type { Suggestion } from '../../ports/chat-adapter.js'
import type { Flow } from '../flow.js'

/** Finds what could be meant by what somebody has typed so far, without blanks around it. Reads only. */
export type Suggest = (flow: Flow, query: string, memberId: string) => Promise<readonly Suggestion[]>
