-- Stores entries of a view, each unless the one that is there has a greater order.
--
-- KEYS  the view, the times at which its entries expire, the names of all views
-- ARGV  the name of the view, the field that counts its changes, how many changes it must have had;
--       then of each entry its key, its bytes, and when it expires in milliseconds, or nothing
-- gives the changes, and how many entries were stored; -1 if changes are lost
local view, expiries, views = KEYS[1], KEYS[2], KEYS[3]
local name, counter, least = ARGV[1], ARGV[2], tonumber(ARGV[3])
local header = 21

-- Numbers of Lua hold 53 bits: orders are compared by halves.
local function is_greater(there, entry)
  local high, low = struct.unpack('>i4I4', there, 5)
  local new_high, new_low = struct.unpack('>i4I4', entry, 5)
  return high > new_high or (high == new_high and low > new_low)
end

local changes = tonumber(redis.call('HGET', view, counter) or 0)
if changes < least then
  return {changes, -1}
end
local stored = 0
for i = 4, #ARGV, 3 do
  local key, entry, expiry = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local there = redis.call('HGET', view, key)
  if not there or #there < header or not is_greater(there, entry) then
    redis.call('HSET', view, key, entry)
    if expiry ~= '' then
      redis.call('ZADD', expiries, expiry, key)
    elseif there and there:byte(13) ~= 0 then
      redis.call('ZREM', expiries, key)
    end
    stored = stored + 1
  end
end
if stored > 0 then
  redis.call('SADD', views, name)
  changes = redis.call('HINCRBY', view, counter, 1)
end
return {changes, stored}
