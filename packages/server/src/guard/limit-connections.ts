import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Of more connections than `most` the one that has asked for nothing for longest is closed, so that idle ones keep nobody out. */
export function limitConnections(server: Server, most: number): void {
  const busy = new Map<Socket, number>()
  server.on('connection', (socket: Socket) => {
    busy.set(socket, 0)
    socket.once('close', () => busy.delete(socket))
    if (busy.size <= most) return
    const [idle] = Array.from(busy).find(([, requests]) => requests === 0) ?? [socket]
    busy.delete(idle)
    idle.destroy()
  })
  server.on('request', ({ socket }, response) => {
    const count = (by: number): void => {
      const requests = busy.get(socket)
      if (requests === undefined) return
      // Put behind the others: it was used just now.
      busy.delete(socket)
      busy.set(socket, requests + by)
    }
    count(1)
    response.once('close', () => count(-1))
  })
}
