import { causeOfRule } from '../domain/admin-cause.js'
import { whyNotChosen } from '../domain/why-not-chosen.js'
import { alertAdmin } from '../flows/alerts/alert-admin.js'
import { inTransaction, type FlowDeps } from '../flows/flow.js'
import type { ChatOutcome, Member } from '../ports/chat-adapter.js'
import type { Outside } from './step.js'

/**
 * Asks who the members are to whom keyword rules assign. The form and the API take nobody but full members; the host's options
 * are read before anybody can be asked, and whoever was one may have left. The admin is told of what is new.
 */
export async function checkRuleMembers(
  deps: FlowDeps,
  { chat }: Outside,
  workspaceId: string,
  isStopping: () => boolean,
): Promise<void> {
  await deps.settings.refresh()
  const assigned = deps.lines.all.flatMap(({ keywordRules }) => keywordRules.flatMap(({ assignTo }) => assignTo ?? []))
  for (const memberId of new Set(assigned)) {
    if (isStopping()) return
    const member = await chat.directory.member(workspaceId, memberId)
    // Whoever cannot be asked about just now is asked about in the next round.
    if (isAnswer(member) && !isStopping()) await learn(deps, workspaceId, memberId, problemOf(member))
  }
}

const isAnswer = (member: ChatOutcome<Member>): boolean =>
  member.type === 'done' || (member.type === 'refused' && !member.retryable)

function problemOf(member: ChatOutcome<Member>): string | undefined {
  if (member.type === 'done') return whyNotChosen(member.value.kind)
  return member.failure.detail ?? 'Nobody in this workspace has this id.'
}

/** Learned only once it is told: what could not be is told in the next round. */
async function learn(
  deps: FlowDeps,
  workspaceId: string,
  memberId: string,
  problem: string | undefined,
): Promise<void> {
  if (problem !== undefined && deps.members.problemOf(memberId) !== problem)
    await tell(deps, workspaceId, memberId, problem)
  deps.members.learn(memberId, problem)
}

async function tell(deps: FlowDeps, workspaceId: string, memberId: string, problem: string): Promise<void> {
  await inTransaction(deps, workspaceId, async (flow) => {
    for (const line of flow.lines.all) {
      for (const rule of line.keywordRules) {
        if (rule.assignTo === memberId) await alertAdmin(flow, causeOfRule(line, rule, problem), { line })
      }
    }
  })
  deps.logger.error({ member: memberId }, 'Keyword rules assign to somebody who cannot be assigned.')
}
