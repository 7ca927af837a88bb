const areas =
  '201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253 254 ' +
  '256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 330 ' +
  '331 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430 ' +
  '432 434 435 440 443 469 470 475 478 479 480 484'
const codes = areas.split(' ')

/** How many there are. */
export const numberCount = codes.length * 100

/** A number kept for fiction, of one country, so that a desk needs no permission to text it. */
export function numberOf(index) {
  return `+1${codes[Math.floor(index / 100) % codes.length]}55501${String(index % 100).padStart(2, '0')}`
}
