import { maskMobile } from '#shared/identity'
import type { PersonalDataSection } from '#shared/personal-data'
import type { Context } from '../context'
import type { Person } from '../people/person.service'
import { openRow } from './crew-member-secrets'
import { placesOf, type CrewPlace } from './crew-place.service'
import { placeStateTexts } from './crew.presenter'
import { crewsOf } from './crew.service'

/** Who has written somebody on a roster, and what stands there; and the crews that they lead, as 我的资料 shows it. */
export async function crewSection(
  { deployment }: Pick<Context, 'deployment'>,
  person: Person,
  extent: 'masked' | 'full',
): Promise<PersonalDataSection> {
  const actor = { personId: person._id }
  const [places, led] = await Promise.all([placesOf(actor), crewsOf(actor)])
  const written = ({ member }: CrewPlace): string[] => {
    const { trade, mobileNumber } = openRow(deployment.cipher, member)
    return [trade, extent === 'full' || mobileNumber === '' ? mobileNumber : maskMobile(mobileNumber)]
  }
  return {
    title: '班组',
    purpose: '班组长知道谁来、谁有证，替大家报班',
    seenBy: '把您写进名单的班组长，证件号码、手机号打星号',
    facts: [
      ...places.map((place) => ({
        label: place.crew.name,
        value: [place.crew.siteName, placeStateTexts[place.member.state], ...written(place)]
          .filter((words) => words !== '')
          .join('，'),
      })),
      ...led.map(({ name, siteName }) => ({ label: '您带的班组', value: `${name}，${siteName}` })),
    ],
  }
}
