// Turns what the native layer throws into the errors that users see.
import { PaysigError } from './errors.js'
import { ERROR_CLASSES } from './generated/error-classes.js'
import { Internal } from './generated/errors.js'
import { CORE_NAMES } from './generated/names.js'
import { camelCase } from './names.js'

const CLASS_OF: ReadonlyMap<string, new (message: string) => PaysigError> = new Map(ERROR_CLASSES.map(made => [made.code, made]))

/** Calls the native layer; what it throws has a code and no class yet. */
export function guarded<T> (call: () => T): T {
  try {
    return call()
  } catch (error) {
    throw isOurs(error) ? error : paysigError(error, guarded)
  }
}

/** The core's sentences name credentials and options as it does. */
function inCamelCase (message: string): string {
  return message.replace(CORE_NAMES, name => camelCase(name))
}

/** Raised while the arguments were read, before the native layer was reached. */
function isOurs (error: unknown): boolean {
  return error instanceof TypeError || error instanceof PaysigError
}

/** The error that users see. Its stack begins above `caller`. */
export function paysigError (error: unknown, caller?: Function): PaysigError {
  const { code, message } = error as { code?: string, message?: string }
  const known = CLASS_OF.get(code ?? '')
  // Anything else is a mistake of the layer between, whose text could quote an argument.
  const made = known === undefined
    ? new Internal('paysig passed on something that its core does not take')
    : new known(inCamelCase(message ?? ''))
  if (caller !== undefined) Error.captureStackTrace(made, caller)
  return made
}
