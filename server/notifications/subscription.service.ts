import type { SubscriptionBody } from '#shared/notifications'
import type { Actor, Context } from '../context'
import { hintCredit } from './subscription-credits'
import { SubscriptionHints } from './subscription.model'

/** Keeps what the phone says of the subscription dialog. An 允许 makes a send worth trying again, no more. */
export async function rememberSubscription(
  { moment }: Context,
  { personId }: Actor,
  body: SubscriptionBody,
): Promise<void> {
  await SubscriptionHints.create({ personId, ...body, at: moment.now })
  if (body.answer === 'accept')
    await hintCredit({ personId, templateId: body.templateId }, { at: moment.now, tx: null })
}
