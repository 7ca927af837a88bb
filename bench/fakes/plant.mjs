/** Faults that the fake Slack can be told to have, so that a test sees that each fails the run. */
export const plants = ['lost', 'duplicated', 'outOfOrder']

/**
 * Puts posts among the others, and does once what it was told to do.
 *
 * @returns takes a post, and returns those that stand there now because of it
 */
export function createPlant(plant, posts) {
  let isDone = plant === undefined
  let held

  const keep = (...list) => {
    posts.push(...list)
    return list
  }
  return (post) => {
    if (held?.thread !== undefined && held.thread === post.thread) {
      const before = held
      held = undefined
      return keep(post, before)
    }
    if (isDone || !post.word || !post.thread) return keep(post)
    isDone = true
    if (plant === 'duplicated') return keep(post, { ...post })
    // A post that is held back comes behind the next one of its thread; a lost one never does.
    if (plant === 'outOfOrder') held = post
    return []
  }
}
