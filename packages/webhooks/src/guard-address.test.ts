import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAllowedAddress, isLoopbackHost } from './guard-address.ts'

const PUBLIC = { loopback: false, private: false }

describe('isAllowedAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('lets the public address %s through', (ip) => {
    expect(isAllowedAddress(ip, PUBLIC)).toBe(true)
  })

  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '169.254.1.1',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '2002:0a00:0001::1',
    '64:ff9b::10.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::10.0.0.1',
    '2001::1',
    '',
    'localhost',
    '1.2.3.4.5',
  ])('refuses %s', (ip) => {
    expect(isAllowedAddress(ip, PUBLIC)).toBe(false)
  })

  it('lets private networks through where the config says so, but never what hands out credentials', () => {
    const policy = { loopback: false, private: true }
    for (const ip of ['10.0.0.1', '192.168.1.1', '100.64.0.1', 'fc00::1', '::ffff:10.0.0.1', '8.8.8.8']) {
      expect(isAllowedAddress(ip, policy), ip).toBe(true)
    }
    for (const ip of ['169.254.169.254', '::ffff:169.254.169.254', '100.100.100.200', 'fd00:ec2::254', '0.0.0.0']) {
      expect(isAllowedAddress(ip, policy), ip).toBe(false)
    }
  })

  it('holds a name of this machine to this machine', () => {
    const policy = { loopback: true, private: true }
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every((ip) => isAllowedAddress(ip, policy))).toBe(true)
    expect(['8.8.8.8', '10.0.0.1'].some((ip) => isAllowedAddress(ip, policy))).toBe(false)
  })

  it('judges an IPv4 address the same however IPv6 wraps it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.boolean(), fc.boolean(), (ip, loopback, allowed) => {
        const policy = { loopback, private: allowed }
        expect(isAllowedAddress(`::ffff:${ip}`, policy)).toBe(isAllowedAddress(ip, policy))
      }),
    )
  })
})

describe('isLoopbackHost', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST.', true],
    ['hook.localhost', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['[::ffff:127.0.0.1]', true],
    ['0x7f000001', true],
    ['localhost.example.com', false],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
    ['example.com', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopbackHost(new URL(`http://${host}/`).hostname)).toBe(expected)
  })
})
