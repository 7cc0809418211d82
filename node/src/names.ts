// The core's names (`public_key`, `header.timestamp`) as JavaScript writes them, and back.

/** `public_key` → `publicKey`, `header.timestamp` → `headerTimestamp`, `smart-glocal` → `smartGlocal`. */
export function camelCase (name: string): string {
  return name.replace(/[._-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** From JavaScript's names to the core's. */
export function fromCamelCase (names: Iterable<string>): Map<string, string> {
  return new Map(Array.from(names, name => [camelCase(name), name]))
}

/** JSON of the core with its members in camelCase. Values stay: they are data, and the same in every language. */
export function camelCaseMembers<T> (json: string): T {
  return JSON.parse(json, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return Object.freeze(value)
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, member]) => [camelCase(name), member])))
  }) as T
}
