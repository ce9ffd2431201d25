"""The catalogue: measures of public and private support, their dated editions, and which fit."""
