-- Removes some entries of a view that are no longer live.
--
-- KEYS  the view, the times at which its entries expire
-- ARGV  the field that counts the changes of the view, now in milliseconds, the upper and the lower half of now in
--       nanoseconds, how many to leave out, how many to look at
-- gives how many were looked at, removed, and kept because they expire later in this millisecond
local view, expiries = KEYS[1], KEYS[2]
local counter, now = ARGV[1], ARGV[2]
local now_high, now_low = tonumber(ARGV[3]), tonumber(ARGV[4])
local header = 21

local due = redis.call('ZRANGEBYSCORE', expiries, '-inf', now, 'LIMIT', ARGV[5], ARGV[6])
local removed, kept = 0, 0
for _, key in ipairs(due) do
  local entry = redis.call('HGET', view, key)
  local gone = not entry or #entry < header or entry:byte(13) == 0
  local high, low = now_high, now_low
  if not gone then
    high, low = struct.unpack('>i4I4', entry, 14)
  end
  if high > now_high or (high == now_high and low > now_low) then
    kept = kept + 1
  else
    redis.call('ZREM', expiries, key)
    if not gone then
      removed = removed + redis.call('HDEL', view, key)
    end
  end
end
if removed > 0 then
  redis.call('HINCRBY', view, counter, 1)
end
return {#due, removed, kept}
