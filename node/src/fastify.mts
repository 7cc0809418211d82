// One implementation for both module systems, so that an error is the same class for whoever imports and whoever requires.
export * from './fastify.js'
