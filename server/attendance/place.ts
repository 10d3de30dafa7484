import type { PhonePlace } from '#shared/attendance'

const EARTH_METRES = 6_371_000

/**
 * How far a phone is from a place at the least, in whole metres: what it says of its own precision is taken off.
 * @param phone where it says to be
 */
export function metresOff(phone: PhonePlace, place: { latitude: number; longitude: number }): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const dLatitude = radians(phone.latitude - place.latitude)
  const dLongitude = radians(phone.longitude - place.longitude)
  const half =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(phone.latitude)) * Math.cos(radians(place.latitude)) * Math.sin(dLongitude / 2) ** 2
  const distance = 2 * EARTH_METRES * Math.asin(Math.sqrt(half))
  return Math.max(0, Math.round(distance - phone.accuracyMetres))
}
