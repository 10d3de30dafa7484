import { TRADE_PLANS } from './trades'

/**
 * Whether people of this category work in a dangerous post (高危岗位): clause （一） names 建筑施工特种作业, 安全管理人员,
 * 燃气 and 水处理, and clause （六） asks that their training deal with safety above all. A category that no plan of the
 * notice names, as a later catalogue may have, is none.
 */
export function isHighRiskCategory(category: string | null): boolean {
  const plan = TRADE_PLANS.find(({ categories }) => categories.some((each) => each === category))
  return plan?.clause === '（一）'
}
