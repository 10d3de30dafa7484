import { type Doc, isDoc, isTruthy, type Value } from '../bson/values'
import { areEqual } from '../keys/compare'
import { isOperatorDocument, valuePredicate } from './filter'

/**
 * Whether every document that a query finds also satisfies a partial index's filter, so that the index may answer
 * the query. A "no" only costs speed.
 */
export function implies(query: Doc, filter: Doc): boolean {
  const facts = factsOf(query)
  return factsOf(filter).every(([path, condition]) =>
    facts.some(([known, fact]) => known === path && factImplies(fact, condition)),
  )
}

type Fact = readonly [path: string, condition: Value]

/** A query as single conditions that all hold. */
function factsOf(query: Doc): Fact[] {
  return [...query].flatMap(([name, operand]): Fact[] => {
    if (name === '$and' && Array.isArray(operand)) return operand.filter(isDoc).flatMap(factsOf)
    if (!isOperatorDocument(operand)) return [[name, operand]]
    return [...operand].map(([operator, value]) => [name, new Map([[operator, value]])])
  })
}

function factImplies(fact: Value, condition: Value): boolean {
  if (areEqual(fact, condition)) return true
  const known = valuesOf(fact)
  if (isOperatorDocument(condition) && condition.has('$exists')) {
    return isTruthy(condition.get('$exists')) && known !== undefined && !known.includes(null)
  }
  if (known === undefined || known.some((value) => Array.isArray(value))) return false
  const holds = valuePredicate(condition)
  return known.every((value) => holds(value))
}

/** The values that a condition allows, when it lists them. */
function valuesOf(fact: Value): readonly Value[] | undefined {
  if (!isOperatorDocument(fact)) return [fact]
  if (fact.has('$eq')) return [fact.get('$eq')]
  const list = fact.get('$in')
  return Array.isArray(list) ? list : undefined
}
