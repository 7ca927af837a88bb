import type { Threadline } from '@threadline/core'
import fastify, { type FastifyInstance } from 'fastify'

/** A scope of its own, in which nothing reads the body: signatures cover the bytes as they came. */
export function fastifyApp(threadline: Threadline): FastifyInstance {
  const app = fastify()
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
    scope.all('/threadline/*', (request, reply) => {
      reply.hijack()
      threadline.nodeHandler(request.raw, reply.raw)
    })
    done()
  })
  app.post('/orders', (request) => ({ taken: request.body }))
  return app
}
