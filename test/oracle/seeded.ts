/** Numbers that look random and repeat for the same seed (a linear congruential generator, upper bits). */
export class Seeded {
  constructor(private state: number) {}

  /** A whole number from 0 to just below `limit`. */
  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.state / 4_294_967_296) * limit)
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0]
  }

  /** True `times` out of `of`. */
  chance(times: number, of: number): boolean {
    return this.below(of) < times
  }
}
