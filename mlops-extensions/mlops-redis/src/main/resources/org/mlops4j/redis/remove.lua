-- Removes all entries of a view. The number of its changes stays, so that nobody takes the view for lost.
--
-- KEYS  the view, the times at which its entries expire
-- ARGV  the field that counts the changes of the view
-- gives the changes, and how many entries were removed
local view, expiries = KEYS[1], KEYS[2]
local counter = ARGV[1]

local changes = redis.call('HGET', view, counter)
if not changes then
  return {0, 0}
end
local removed = redis.call('HLEN', view) - 1
redis.call('DEL', view, expiries)
redis.call('HSET', view, counter, changes)
return {redis.call('HINCRBY', view, counter, 1), removed}
