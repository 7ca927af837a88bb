import type { Threadline } from '@threadline/core'
import express, { type Express } from 'express'

/** Threadline comes before every body parser: signatures cover the bytes as they came. */
export function expressApp(threadline: Threadline): Express {
  const app = express()
  app.all('/threadline/*path', threadline.nodeHandler)
  app.use(express.json())
  app.post('/orders', (request, response) => void response.json({ taken: request.body }))
  return app
}
