import type { Preset } from './common-points'

/** Facts to hold the product and the oracle against. `facts` is unknown: some cannot be, on purpose. */
export interface OracleCase {
  readonly id: string
  readonly preset: Preset
  readonly facts: unknown
}

export const presets = ['notice', 'common'] as const

export const boundaryDays = [
  '2018-12-31',
  '2019-01-01',
  '2019-01-02',
  '2020-02-29',
  '2020-07-06',
  '2021-12-30',
  '2021-12-31',
  '2022-01-01',
  '2026-11-22',
] as const

type Hours = readonly [onsite: number, online: number]

/** Onsite and online hours around 24 and 40, alone and mixed; online alone never counts for anything. */
export const boundaryHours: readonly [Hours, ...Hours[]] = [
  [0, 0],
  [0, 40],
  [11.9, 12.1],
  [12, 11.9],
  [12, 12],
  [12, 28],
  [12.06, 11.97],
  [12.1, 11.9],
  [15, 30],
  [19.9, 20.1],
  [20, 19.9],
  [20, 20],
  [20, 30],
  [20.06, 19.97],
  [20.1, 19.9],
  [23.7, 0.3],
  [23.9, 0],
  [23.86, 0],
  [23.96, 0],
  [24, 0],
  [24.1, 0],
  [24, 16],
  [39, 0],
  [39.9, 0],
  [39.9, 0.1],
  [40, 0],
  [40.1, 0],
  [40, 40],
  [200, 0],
]

export const boundaryMonths = [0, 1, 11, 11.9, 11.96, 12, 13, 24, 35, 36, 37, 480] as const
export const agreedYears = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 10] as const
export const levels = [5, 4, 3, 2, 1] as const
export const kinds = ['competency', 'special_operations', 'special_skill', 'level'] as const
export const sectors = ['供水', '排水', '供热', '建筑', '燃气', '园林绿化', '环境卫生'] as const
export const yesNoUnknown = [true, false, undefined] as const
