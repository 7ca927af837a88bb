import type { Threadline } from '@threadline/core'
import { Hono } from 'hono'

/** Anything that speaks Request and Response takes `threadline.fetch`: Hono, route handlers of Next.js, Bun, Deno. */
export function honoApp(threadline: Threadline): Hono {
  const app = new Hono()
  app.all('/threadline/*', (context) => threadline.fetch(context.req.raw))
  app.post('/orders', async (context) => context.json({ taken: await context.req.json<unknown>() }))
  return app
}
