import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listProjects, registerProject } from './project-registry.ts'

const root = mkdtempSync(join(tmpdir(), 'ses-registry-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const NOW = Date.UTC(2026, 2, 10)
const project = (name: string) => ({ path: `/work/${name}`, logs: `/work/${name}/.ses-logs` })

describe('the registry of projects', () => {
  it('holds each project once, whoever registers it at the same time, for its owner alone', async () => {
    const user = join(root, 'a')
    const names = Array.from({ length: 24 }, (_, at) => `p${at % 6}`)
    await Promise.all(names.map((name) => registerProject(user, project(name), NOW)))
    expect(
      listProjects(user)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5'].map((name) => `/work/${name}`))
    expect(statSync(join(user, 'projects.json')).mode & 0o777).toBe(0o600)
    expect(statSync(user).mode & 0o777).toBe(0o700)
  })

  it('follows a store that was moved, and begins anew when it is damaged', async () => {
    const user = join(root, 'b')
    await registerProject(user, project('p'), NOW)
    await registerProject(user, { path: '/work/p', logs: '/elsewhere' }, NOW + 1)
    expect(listProjects(user)).toMatchObject([{ path: '/work/p', logs: '/elsewhere' }])
    writeFileSync(join(user, 'projects.json'), '{"projects":[null,{"path":7}')
    expect(listProjects(user)).toEqual([])
    await registerProject(user, project('q'), NOW)
    expect(listProjects(user)).toHaveLength(1)
  })
})
