/** Everybody comes first, second and last: a machine that gets hot or busy is so for all of them. */
export function rotated(list, by) {
  return list.map((_, index) => list[(index + by) % list.length])
}
