import Taro from '@tarojs/taro'

/** Shows a place on the platform's own map, in degrees. It does not ask where the phone is. */
export function showOnMap(place: {
  name: string
  address: string
  latitude: number
  longitude: number
}): void {
  void Taro.openLocation(place)
}
