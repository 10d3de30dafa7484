type Facts = Record<string, unknown>

/** Every choice of each fact with every choice of the others; `undefined` leaves the fact out. */
export function* everyMix(choices: Readonly<Record<string, readonly unknown[]>>): Generator<Facts> {
  const [first, ...others] = Object.entries(choices)
  if (first === undefined) {
    yield {}
    return
  }
  const [name, values] = first
  for (const value of values)
    for (const rest of everyMix(Object.fromEntries(others)))
      yield value === undefined ? rest : { [name]: value, ...rest }
}
