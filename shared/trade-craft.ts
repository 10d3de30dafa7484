import { TRADE_PLANS } from './trades'

/**
 * Whether this is a traditional craft (古典建筑): clause （三） puts the training of these trades into the 乡土人才培育计划.
 * It says nothing of a list of people, so neither does anything that is shown for it.
 */
export function isTraditionalCraft(category: string | null): boolean {
  const plan = TRADE_PLANS.find(({ categories }) => categories.some((each) => each === category))
  return plan?.clause === '（三）'
}
