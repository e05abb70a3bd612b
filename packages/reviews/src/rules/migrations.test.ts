import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { migrations } from './migrations.ts'

it('tells new migrations from changed ones and from those that destroy', () => {
  const files = {
    '+migrations/1.sql': ['+CREATE TABLE a (id int);'],
    'migrations/0.sql': ['-CREATE TABLE a (id int);', '+CREATE TABLE a (id bigint);'],
    '+migrations/2.sql': ['+ALTER TABLE a', '+  DROP COLUMN name;'],
  }
  expect(hitsOf(migrations, { files })).toEqual([
    'info migrations/1.sql:1 migrations/1.sql changes the database.',
    'medium migrations/0.sql:1 An existing migration was changed',
    'high migrations/2.sql:2 A migration destroys data',
  ])
})

it('lets the undoing part drop what the migration made', () => {
  const files = {
    '+db/migrate/1_add.rb': ['+def up', '+  create_table :a', '+end', '+def down', '+  drop_table :a', '+end'],
    '+migrations/3.down.sql': ['+DROP TABLE a;'],
    '+migrations/4.sql': ['+-- +goose Up', '+CREATE TABLE b (id int);', '+-- +goose Down', '+DROP TABLE b;'],
  }
  expect(hitsOf(migrations, { files }).map((hit) => hit.split(' ')[0])).toEqual(['info', 'info', 'info'])
})
