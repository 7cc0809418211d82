// Measuring ways to do the same thing against each other.
'use strict'

const ROUNDS = 31
const TURN_NS = 2e6
/** Calls after which the engine has compiled what is called. */
const WARM_UP_NS = 60e6

/**
 * All ways take turns, so that what slows the machine slows all of them; the order is another in each round. Gives for each way its lower
 * quartile, median and upper quartile of nanoseconds per call, and of how many times as fast as the first way it was in the same round.
 */
function measure (ways) {
  const turns = Object.values(ways).map(call => ({ call, calls: callsInATurn(call), times: [] }))
  for (let round = 0; round < ROUNDS; round++) {
    const order = turns.map((_, step) => turns[((round >> 1) + step) % turns.length])
    for (const turn of round % 2 === 0 ? order : order.reverse()) turn.times.push(time(turn.call, turn.calls))
  }
  const [first] = turns
  return Object.keys(ways).map((name, index) => {
    const { times } = turns[index]
    return { name, ns: quartiles(times), ratio: quartiles(times.map((taken, round) => first.times[round] / taken)) }
  })
}

function callsInATurn (call) {
  let calls = 1
  for (let spent = 0; spent < WARM_UP_NS;) {
    const taken = time(call, calls) * calls
    if (taken < TURN_NS) calls *= 2
    spent += Math.max(taken, 1000)
  }
  return Math.max(1, Math.round(TURN_NS / Math.max(time(call, calls), 1)))
}

/** Nanoseconds per call. */
function time (call, calls) {
  const start = worked()
  for (let done = 0; done < calls; done++) call()
  return (worked() - start) / calls
}

/** For how many nanoseconds the processor has worked for this process, its garbage collector included: what else runs on the machine is not counted. */
function worked () {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

function quartiles (values) {
  const sorted = values.toSorted((a, b) => a - b)
  return [1, 2, 3].map(quarter => sorted[Math.floor((sorted.length - 1) * quarter / 4)])
}

module.exports = { measure, quartiles }
