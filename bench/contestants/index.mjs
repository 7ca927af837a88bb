/**
 * Who takes part. A module exports `start(env)`, which resolves to `{ chatUrl, smsUrl, stop() }` when it listens:
 *
 * - `env.port` is where it has to listen, and `env.publicPort` what its address says: with several processes, as behind a
 *   load balancer, all have the address of the first, and webhooks come to each in turn;
 * - `env.slack` is `{ apiUrl, botToken, signingSecret, teamId, channelId, botUserId }`, and one member, `memberId`;
 * - `env.carrier` is `{ apiUrl, accountSid, authToken, number }`;
 * - `env.lines` are all numbers and their channels, `{ number, channelId }`, where several are asked for;
 * - `env.databaseUrl` or `env.folder` is where it may keep things, as its `storage` says;
 * - `env.notificationWindowMs` is after how long a text is announced by a card, if not as usual;
 * - `env.waits` are shorter waits than its own, if there are any;
 * - `env.variant` is its own, where a module has several.
 *
 * Each does the same job: a customer's text becomes a message in the thread of that customer, a reply in a thread becomes
 * a text, and what is delivered is marked with `vibration_mode`. What stands in `others` has packages of its own.
 *
 * `promises` says in what everything has to arrive once and in order, or the run has failed: in `fair` weather, in a
 * `storm`, after a `kill`. `share` is how much of the messages a slow one is given.
 */
export const contestants = [
  { name: 'floor', module: './contestants/floor.mjs', storage: 'memory', promises: ['fair'] },
  { name: 'naive', module: './others/naive.mjs', storage: 'postgres', promises: [] },
  { name: 'chat-sdk', module: './others/chat-sdk.mjs', storage: 'postgres', variant: 'concurrent', promises: [] },
  { name: 'chat-sdk-locked', module: './others/chat-sdk.mjs', storage: 'postgres', variant: 'locked', promises: [] },
  { name: 'threadline-memory', ...threadline('memory'), promises: ['fair', 'storm'] },
  { name: 'threadline-pglite', ...threadline('pglite'), share: 0.25 },
  { name: 'threadline-postgres', ...threadline('postgres') },
  { name: 'threadline-postgres-2', ...threadline('postgres'), processes: 2 },
]

function threadline(storage) {
  return { module: './contestants/threadline.mjs', storage, promises: ['fair', 'storm', 'kill'] }
}
