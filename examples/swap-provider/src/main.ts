import { swap } from './swap.js'

for await (const { answeredFrom, notices, provider, threads } of swap()) {
  process.stdout.write(`${provider}: answered from ${answeredFrom}, threads: ${threads}\n`)
  for (const notice of notices) process.stdout.write(`  in the thread: ${notice}\n`)
}
