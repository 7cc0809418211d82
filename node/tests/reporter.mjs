// Prints what failed, what the tests counted, and how many there were.
export default async function * report (events) {
  for await (const { type, data } of events) {
    if (type === 'test:fail') {
      yield `FAIL ${data.name} (${data.file}:${data.line})\n${data.details.error?.cause?.stack ?? data.details.error}\n`
    } else if (type === 'test:stdout' || type === 'test:stderr') {
      yield data.message
    } else if (type === 'test:diagnostic' && /^(tests|pass|fail|skipped|todo) /.test(data.message)) {
      yield `# ${data.message}\n`
    }
  }
}
