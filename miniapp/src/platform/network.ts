import { useEffect, useState } from 'react'
import Taro from '@tarojs/taro'

/** Whether the phone says that it is connected. A connection that carries nothing still counts as one. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(true)
  useEffect(() => {
    if (process.env.TARO_ENV === 'h5') return watchBrowser(setOnline)
    const changed = (result: { isConnected: boolean }) => setOnline(result.isConnected)
    void Taro.getNetworkType().then(({ networkType }) => setOnline(networkType !== 'none'))
    Taro.onNetworkStatusChange(changed)
    return () => Taro.offNetworkStatusChange(changed)
  }, [])
  return online
}

function watchBrowser(tell: (online: boolean) => void): () => void {
  const look = () => tell(navigator.onLine)
  look()
  window.addEventListener('online', look)
  window.addEventListener('offline', look)
  return () => {
    window.removeEventListener('online', look)
    window.removeEventListener('offline', look)
  }
}
