import { request } from 'node:http'
import { Agent, type AgentOptions } from 'node:https'
import { connect } from 'node:tls'

/** An agent whose connections go through an HTTP proxy by CONNECT, as networks with only one way out ask for. */
export function tunnelAgent(via: string, agentOptions: AgentOptions): Agent {
  const { hostname, port, username, password } = new URL(via)
  const key = username === '' ? undefined : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const agent = new Agent(agentOptions)
  agent.createConnection = (options, done) => {
    const { servername } = options
    const host = options.host ?? ''
    const target = `${host.includes(':') ? `[${host}]` : host}:${options.port}`
    const headers = {
      Host: target,
      ...(key === undefined ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(key).toString('base64')}` }),
    }
    request({
      ...{ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 80 : Number(port) },
      ...{ method: 'CONNECT', path: target, headers, agent: false },
    })
      .on('connect', ({ statusCode }, socket) => {
        if (statusCode === 200) {
          const secured = connect({ socket, host, ...(servername === undefined ? {} : { servername }) })
          socket.on('error', (error) => secured.destroy(error))
          done?.(null, secured)
          return
        }
        socket.destroy()
        done?.(Object.assign(new Error('the proxy to the outside refused'), { code: `PROXY_${statusCode}` }), socket)
      })
      // A proxy that answers in another way than to CONNECT refuses, too.
      .on('response', (answer) => answer.destroy(Object.assign(new Error(), { code: `PROXY_${answer.statusCode}` })))
      .on('error', (error) => done?.(error, undefined as never))
      .end()
    return undefined
  }
  return agent
}
