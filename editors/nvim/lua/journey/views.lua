--- The views that a journey can be drawn as, in the order in which people want them.

---@type string[]
return {
  'map',
  'journey',
  'emotion',
  'blueprint',
  'opportunities',
  'board',
  'conversation',
  'story',
  'table',
  'report',
}
