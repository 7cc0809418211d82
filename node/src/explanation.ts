// Why a message is refused, as far as it can be proven.
import type { RejectedError } from './errors.js'
import type { SchemeId } from './generated/schemes.js'
import type { Keyring } from './verifier.js'
import { typeName } from './bytes.js'
import { guarded, paysigError } from './failures.js'
import { InvalidArgument } from './generated/errors.js'
import { camelCaseMembers } from './names.js'
import { native } from './native.js'
import { readMembers } from './options.js'

/** What else explaining may look at, and how much work it may be. */
export interface ExplainOptions<S extends SchemeId = SchemeId> {
  /**
   * Credentials that are none of the verifier's, and that somebody may have used by mistake: of another environment, or the gateway's
   * other pair. They never make a message authentic.
   */
  readonly others?: Keyring<S>
  /** How many bytes may be hashed or written; 128 MiB without it. */
  readonly budget?: number
}

/** One of the mistakes that explaining knows. */
export interface Cause {
  /** The stable id, the same in every language, such as `json_reencoded`. */
  readonly id: string
  /** What happened, in one sentence. */
  readonly summary: string
  /** What to do about it. */
  readonly fix: string
}

/** A cause that was found. */
export interface Finding {
  /** The stable id; `causes()` lists them all. */
  readonly cause: string
  /**
   * `proven`: the signature was recomputed with it, and matches; `evident`: it is visible in the message; `likely`: it fits what is
   * visible, and something else might too.
   */
  readonly certainty: 'proven' | 'evident' | 'likely'
  /** What happened, in one sentence. */
  readonly summary: string
  /** With what exactly the signature was recomputed, or what is visible: for people, and free to change. */
  readonly detail: string
  /**
   * Where JSON was written again, the encoders that write the bytes that were signed, the likeliest first, such as `python-compact`; else
   * empty.
   */
  readonly encoders: readonly string[]
  /** What to do about it. */
  readonly fix: string
}

/** Something certain about a message that is no cause, and narrows the search. */
export interface Observation {
  /** `rsa_other_content`: one of the keys signed, and something else; `rsa_not_these_keys`: none of them signed. */
  readonly id: string
  /** The sentence. */
  readonly text: string
}

/**
 * Why a message is refused, as far as it can be proven: an immutable value without any secret, expected signature or body.
 * As a string it is its `text`, and `JSON.stringify` gives its `json`.
 */
export class Explanation<S extends SchemeId = SchemeId> {
  /**
   * `verifies`: the message is accepted; `explained`: one cause was found, or several that hold together; `unexplained`: nothing that was
   * tried matches.
   */
  readonly outcome: 'verifies' | 'explained' | 'unexplained'
  readonly scheme: S
  /** The label of the credentials with which the signature matches; `null` where none does. */
  readonly label: string | null
  /** What `verify` throws for the message; `null` when it is accepted. */
  readonly rejection: RejectedError | null
  /** The causes: none, one, or several that hold together. */
  readonly findings: readonly Finding[]
  /** What is certain and no cause. */
  readonly observations: readonly Observation[]
  /** The ids of the causes that were tried alone, in every way that is known, where nothing matches. */
  readonly ruledOut: readonly string[]
  /** How many strings to sign were tried. */
  readonly attempts: number
  /** How many bytes were hashed or written for them. */
  readonly bytes: number
  /** Whether the budget ended the search. */
  readonly exhausted: boolean
  /** All of it for people, in several lines. Names in it are the core's, the same in every language. */
  readonly text: string
  /** All of it as JSON: docs/json.md says what its members are. */
  readonly json: string
  /**
   * One redacted JSON to attach to a ticket with the gateway: header names and sizes, values and body as length and SHA-256 only, the
   * shape of what is signed, key fingerprints, clock, version, and the explanation. A digest confirms a guess: of a short value, such
   * as an amount, it is as good as the value.
   */
  readonly capsule: string

  /** @internal */
  constructor (json: string, capsule: string, caller?: Function) {
    const said = camelCaseMembers<Said<S>>(json)
    this.outcome = said.outcome
    this.scheme = said.scheme
    this.label = said.label
    // Explaining throws what is no rejection.
    this.rejection = said.rejection === null ? null : paysigError(said.rejection, caller) as RejectedError
    this.findings = said.findings
    this.observations = said.observations
    this.ruledOut = said.ruledOut
    this.attempts = said.attempts
    this.bytes = said.bytes
    this.exhausted = said.exhausted
    this.text = said.text
    this.json = json
    this.capsule = capsule
    Object.freeze(this)
  }

  /** Whether there is nothing to explain: the message is accepted. */
  get verifies (): boolean {
    return this.outcome === 'verifies'
  }

  toString (): string {
    return this.text
  }

  toJSON (): object {
    return JSON.parse(this.json) as object
  }
}

// Outside the class, so that its type does without those of Node.
Object.defineProperty(Explanation.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value (this: Explanation) {
    const causes = this.findings.map(finding => finding.cause).join(', ')
    return `Explanation(${this.outcome} for ${this.scheme}${causes === '' ? '' : ': '}${causes})`
  }
})

/** What the native layer says. */
type Said<S extends SchemeId> =
  Omit<Explanation<S>, 'rejection' | 'verifies' | 'json' | 'capsule'> & { readonly rejection: { code: string, message: string } | null }

let known: readonly Cause[] | undefined

/** Every cause that explaining knows, in the table's order: headers, text form, body, string to sign, time, keys, algorithm. */
export function causes (): readonly Cause[] {
  known ??= camelCaseMembers<{ causes: readonly Cause[] }>(guarded(native.causes)).causes
  return known
}

export function readExplainOptions (options: ExplainOptions<any> | undefined): { others: unknown, budget: number | undefined } {
  const { others, budget } = readMembers('explain', options, ['others', 'budget'])
  if (budget !== undefined && typeof budget !== 'number') throw new TypeError(`budget must be a number of bytes, not ${typeName(budget)}`)
  if (budget !== undefined && (!Number.isSafeInteger(budget) || budget < 0)) {
    throw new InvalidArgument('budget must be a whole number of bytes, from 0 to Number.MAX_SAFE_INTEGER')
  }
  return { others, budget }
}
