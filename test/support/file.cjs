module.exports = 'data:image/svg+xml,'
