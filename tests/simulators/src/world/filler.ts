/** Words of which the rest of the library is made. */
export const fillerArtists = ['Amber Static', 'Bell & Sparrow', 'Cinder Choir', 'Dorothea Lane', 'Eastern Fence', 'Fjordlys', 'Grønne Hav', 'Hazel Attic', 'Inkwell Union', 'Jasper Moth', 'Kobold 9', 'Lumen Yard', 'Морская Соль', 'Naïve Atlas', 'Opal Ferry'];
export const fillerAlbums = ['Aftermath of Spring', 'Blue Hour', 'Careful Machines', 'Dust and Ribbon', 'Early Trains'];
export const fillerWords = ['Amber', 'Bridge', 'Candle', 'Drift', 'Ember', 'Fable', 'Glacier', 'Hollow', 'Island', 'Juniper', 'Kettle', 'Lantern', 'Meadow', 'Needle', 'Orchard', 'Pebble', 'Quarry', 'Ribbon', 'Saddle', 'Thicket', 'Umbrella', 'Valley', 'Willow', 'Yarrow', 'Zephyr'];
