/** Goes up with every change to {@link queueSchemaSql}, which then also has to bring an older schema up to date. */
export const queueSchemaVersion = 2

/**
 * What the queue keeps beside the tables of graphile-worker, in the same schema and through its public functions.
 *
 * A wake-up is a job whose key is ours, so a key waits for one at a time. Jobs of one key may run side by side there;
 * a lease makes them take turns: who finds a key taken leaves a mark, and the holder runs it once more.
 *
 * @param schema - a checked identifier
 * @see https://worker.graphile.org/docs/sql-add-job
 */
export function queueSchemaSql(schema: string): string {
  return [tables, wakeFunction, leaseFunctions, takeOverFunctions].join('\n').replaceAll(':schema', `"${schema}"`)
}

const tables = `
create table if not exists :schema.threadline_version (version integer primary key);

create table if not exists :schema.threadline_instances (
  queue text not null,
  id text not null,
  pool text,
  alive_since timestamptz not null,
  alive_until timestamptz not null,
  primary key (queue, id)
);

create table if not exists :schema.threadline_leases (
  queue text not null,
  key text not null,
  holder text not null,
  is_woken boolean not null default false,
  taken_at timestamptz not null default now(),
  primary key (queue, key)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
`

/**
 * add_jobs either replaces the time of a waiting job or keeps it. First it is asked to keep; the rows it returns are
 * locked by then, so those found waiting for a later time can be moved without anybody coming in between. A row that
 * it does not return was fetched by a worker at that very moment: the next round adds a new job beside it.
 */
const wakeFunction = `
create or replace function :schema.threadline_wake(
  for_queue text, for_keys text[], delays_ms float8[], priorities smallint[])
returns void language plpgsql as $$
declare
  specs :schema.job_spec[];
  late :schema.job_spec[];
begin
  select array_agg(
    row('threadline:' || for_queue, json_build_object('key', wanted.key), null,
      now() + wanted.delay_ms * interval '1 millisecond', null, for_queue || ':' || wanted.key, wanted.priority, null)::
      :schema.job_spec
    order by wanted.key)
  into specs
  from (
    select key, min(delay_ms) as delay_ms, min(priority) as priority
    from unnest(for_keys, delays_ms, priorities) as given(key, delay_ms, priority) group by key
  ) wanted;

  while specs is not null loop
    select array_agg(spec order by spec.job_key) filter (where job.key is null),
      array_agg(spec order by spec.job_key) filter (where job.run_at > spec.run_at)
    into specs, late
    from unnest(specs) as spec
    left join :schema.add_jobs(specs, true) as job on job.key = spec.job_key;

    if late is not null then
      perform :schema.add_jobs(late, false);
    end if;
  end loop;
end $$;

-- What knows of no burst puts the keys of each workspace one behind the other, as does a process of an older version.
create or replace function :schema.threadline_wake(for_queue text, for_keys text[], delays_ms float8[])
returns void language sql as $$
  select :schema.threadline_wake(for_queue, for_keys, delays_ms, array(
    select least(row_number() over (partition by split_part(key, '/', 1) order by place) - 1, 1000)::smallint
    from unnest(for_keys) with ordinality as given(key, place) order by place));
$$;

create or replace function :schema.threadline_wake_now(for_queue text, for_keys text[])
returns void language sql as $$
  select :schema.threadline_wake(for_queue, for_keys, array(select 0::float8 from unnest(for_keys)));
$$;
`

/** A lease need not survive a crash of the server: what counts is in the outbox, and the sign of life repairs the rest. */
const leaseFunctions = `
create or replace function :schema.threadline_take(for_queue text, for_key text, by_holder text)
returns boolean language plpgsql as $$
declare
  is_held boolean;
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into :schema.threadline_leases as lease (queue, key, holder)
  values (for_queue, for_key, by_holder)
  on conflict (queue, key) do update set
    (holder, is_woken, taken_at) = (
      select case when count(*) > 0 then lease.holder else excluded.holder end, count(*) > 0,
        case when count(*) > 0 then lease.taken_at else now() end
      from :schema.threadline_instances as instance
      where instance.queue = lease.queue and instance.id = lease.holder
    )
  returning is_woken into is_held;
  return not is_held;
end $$;

create or replace function :schema.threadline_release(for_queue text, for_key text, by_holder text)
returns boolean language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  delete from :schema.threadline_leases
  where queue = for_queue and key = for_key and holder = by_holder and not is_woken;
  if found then
    return false;
  end if;
  update :schema.threadline_leases set is_woken = false
  where queue = for_queue and key = for_key and holder = by_holder;
  return found;
end $$;
`

/**
 * The jobs of a dead worker are replaced by new ones rather than unlocked: should it be alive after all, its late
 * "completed" must not take a wake-up away.
 */
const takeOverFunctions = `
create or replace function :schema.threadline_unlock(for_queue text, of_pools text[])
returns void language plpgsql as $$
declare
  job_ids bigint[] := array(select id from :schema.jobs where locked_by = any(of_pools));
  woken text[];
begin
  perform :schema.force_unlock_workers(of_pools);
  woken := array(select payload->>'key' from :schema.complete_jobs(job_ids));
  perform :schema.threadline_wake_now(for_queue, woken);
end $$;

create or replace function :schema.threadline_retire(for_queue text, instance_ids text[])
returns void language plpgsql as $$
declare
  pools text[] := array(
    select pool from :schema.threadline_instances
    where queue = for_queue and id = any(instance_ids) and pool is not null);
  woken text[];
begin
  delete from :schema.threadline_instances where queue = for_queue and id = any(instance_ids);
  perform :schema.threadline_unlock(for_queue, pools);
  with freed as (
    delete from :schema.threadline_leases where queue = for_queue and holder = any(instance_ids) returning key
  )
  select array_agg(key) into woken from freed;
  perform :schema.threadline_wake_now(for_queue, woken);
end $$;

create or replace function :schema.threadline_beat(
  for_queue text, instance_id text, with_pool text, lease_ms float8, held_keys text[])
returns void language plpgsql as $$
declare
  lease interval := lease_ms * interval '1 millisecond';
  since timestamptz;
  woken text[];
  dead text[];
begin
  insert into :schema.threadline_instances as instance (queue, id, pool, alive_since, alive_until)
  values (for_queue, instance_id, with_pool, now(), now() + lease)
  on conflict (queue, id) do update set pool = coalesce(excluded.pool, instance.pool), alive_until = excluded.alive_until,
    alive_since = case when instance.alive_until > now() then instance.alive_since else now() end
  returning instance.alive_since into since;

  -- Leases whose release got lost on the way.
  with freed as (
    delete from :schema.threadline_leases
    where queue = for_queue and holder = instance_id and taken_at < now() - lease
      and not exists (select from unnest(held_keys) as held(name) where held.name = key)
    returning key, is_woken
  )
  select array_agg(key) filter (where is_woken) into woken from freed;
  perform :schema.threadline_wake_now(for_queue, woken);

  -- Who was silent itself, as all are while the database is away, gives the others time to speak first.
  if since > now() - lease then
    return;
  end if;
  dead := array(
    select id from :schema.threadline_instances
    where queue = for_queue and alive_until < now() for update skip locked);
  if cardinality(dead) > 0 then
    perform :schema.threadline_retire(for_queue, dead);
  end if;
end $$;
`
